// Runs before anything is drawn, so that the page does not flash in the other colours.
try {
  const theme = localStorage.getItem("kg-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // a browser that keeps nothing shows what its system prefers
}
