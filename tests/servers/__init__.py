"""Real servers for the tests and the benchmarks, without containers: Neo4j Community and Apache Jena Fuseki.

Their jars come from Maven Central once and stay in the folder that `KG_TEST_SERVERS` names, else in the
user's cache.  A server listens on a free port of the loopback, keeps its data in a folder of its own, and
ends with the process that started it.  By hand: `python -m tests.servers neo4j` or `fuseki`.
"""
