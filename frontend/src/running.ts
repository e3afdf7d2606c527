// A query under way: the status line, and the button that stops it.

import { text } from "./page";

export class Running {
  readonly #status = document.getElementById("status")!;
  readonly #stop = document.getElementById("stop") as HTMLButtonElement;
  #current: AbortController | null = null;

  constructor() {
    this.#stop.textContent = text("stop");
    this.#stop.addEventListener("click", () => this.stop());
  }

  say(line: string): void {
    this.#status.textContent = line;
  }

  stop(): void {
    this.#current?.abort();
  }

  /** Runs a query, which stops any other; `ask` gives what the status line says then. */
  async during(ask: (signal: AbortSignal) => Promise<string>): Promise<void> {
    this.stop();
    const current = new AbortController();
    this.#current = current;
    this.#stop.hidden = false;
    this.say(text("running"));
    try {
      const line = await ask(current.signal);
      if (this.#current === current) this.say(line);
    } catch {
      if (this.#current === current) this.say(text(current.signal.aborted ? "stopped" : "unreachable"));
    } finally {
      if (this.#current === current) {
        this.#current = null;
        this.#stop.hidden = true;
      }
    }
  }
}
