/* The Test button of an emitter: sends what the form says about it, saved or not, to its descriptor. */
(function () {
  "use strict";

  const SECTION = "io-jenkins-plugins-ansibleevents-config-AnsibleEventsConfiguration";
  const EMITTER = '.repeated-chunk[name="emitters"]:not(.to-be-removed)';

  /** What the form says of the section, in the form in which it would be saved. */
  function section(form) {
    window.buildFormTree(form);
    return JSON.parse(form.elements.json.value)[SECTION];
  }

  function emitter(button, emitters) {
    const chunks = Array.from(button.closest("form").querySelectorAll(EMITTER));
    return [].concat(emitters)[chunks.indexOf(button.closest(EMITTER))];
  }

  function send(button) {
    const said = section(button.closest("form"));
    const body = new URLSearchParams();
    body.set("emitter", JSON.stringify(emitter(button, said.emitters)));
    body.set("allowedHosts", said.allowedHosts);
    return fetch(button.dataset.url, { method: "post", headers: window.crumb.wrap({}), body: body });
  }

  function show(button, html) {
    const area = document.createElement("div");
    area.className = "validation-error-area";
    button.nextElementSibling.replaceChildren(area);
    window.updateValidationArea(area, html);
  }

  window.Behaviour.specify(".ansible-events-test", "ansible-events-test", 0, function (button) {
    button.onclick = function () {
      const spinner = button.previousElementSibling;
      spinner.hidden = false;
      send(button)
        .then((answer) => answer.text())
        .then((html) => show(button, html))
        .finally(() => (spinner.hidden = true));
    };
  });
})();
