// The page of the JSON interface: sends the requests of its forms and shows the answers; opens what is linked to.

import { text } from "./page";

const MOST_SHOWN = 20_000;
const FIELDS = "input, select, textarea";
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

for (const form of document.querySelectorAll<HTMLFormElement>(".api-form")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form);
  });
}
addEventListener("hashchange", openTarget);
openTarget();

async function send(form: HTMLFormElement): Promise<void> {
  const status = form.querySelector<HTMLElement>(".api-status")!;
  const answer = form.querySelector<HTMLElement>(".api-answer")!;
  const button = form.querySelector<HTMLButtonElement>("button")!;
  const url = address(form);
  status.textContent = text("sending");
  button.disabled = true;
  const began = performance.now();
  try {
    const response = await fetch(url, request(form));
    const said = await response.text();
    const took = Math.round(performance.now() - began);
    status.textContent = `${response.status} ${response.statusText} · ${took} ms · ${url}`;
    answer.textContent = shown(said);
  } catch (error) {
    status.textContent = `${text("failed")} · ${url}`;
    answer.textContent = String(error);
  } finally {
    button.disabled = false;
    answer.hidden = false;
  }
}

function address(form: HTMLFormElement): string {
  let path = form.dataset.path!;
  const query = new URLSearchParams();
  for (const field of form.querySelectorAll<Field>(FIELDS)) {
    const value = field.value.trim();
    if (field.dataset.place === "path") path = path.replace(`{${field.name}}`, encoded(value));
    else if (field.dataset.place === "object") new URLSearchParams(value).forEach((v, k) => query.append(k, v));
    else if (field.dataset.place === "query" && value) query.append(field.name, value);
  }
  return query.size ? `${path}?${query}` : path;
}

function request(form: HTMLFormElement): RequestInit {
  const body = form.querySelector("textarea");
  if (!body) return {};
  return { method: form.dataset.method, headers: { "Content-Type": "application/json" }, body: body.value };
}

/** An identifier as a path: its slashes and what is encoded in it stay. */
function encoded(identifier: string): string {
  return identifier.replace(/[^\w/%~.+-]/gu, encodeURIComponent);
}

function shown(said: string): string {
  let pretty = said;
  try {
    pretty = JSON.stringify(JSON.parse(said), null, 2);
  } catch {
    // not JSON
  }
  return pretty.length > MOST_SHOWN ? `${text("cut")}\n${pretty.slice(0, MOST_SHOWN)}…` : pretty;
}

/** Opens the shape that the address points at. */
function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
