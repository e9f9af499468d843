document.documentElement.classList.add("js");
document.addEventListener("click", function (event) {
  var button = event.target.closest("button[data-copy]");
  if (!button) return;
  var source = document.getElementById(button.getAttribute("data-copy"));
  var text = source.value;
  function done() {
    button.textContent = button.getAttribute("data-done");
    setTimeout(function () { button.textContent = button.getAttribute("data-say"); }, 2000);
  }
  function byHand() { source.focus(); source.select(); document.execCommand("copy"); done(); }
  if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, byHand);
  else byHand();
});
