// Answers that the server renders, put into the page in place of the last one.

/** An answer section as the server made it for that address, which it also escaped. */
export async function fetchAnswer(url: string, signal: AbortSignal): Promise<HTMLElement | null> {
  const response = await fetch(url, { signal, headers: { accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const found = page.getElementById("answer");
  return found ? document.adoptNode(found) : null;
}
