/* Outline and folding of the output of Ansible runs in a build's log. */
(function () {
  const HEADING = ".ansible-heading";
  const MARK = HEADING + ", a.ansible-bad-host";
  const END = HEADING + ", .ansible-end, .ansible-command, .pipeline-new-node";
  const VERDICT = MARK + ", .ansible-command, .ansible-ignoring, .ansible-recap-host";
  const BAD_LINE = ".ansible-sgr-31, .ansible-sgr-91, .ansible-failed";
  const LONGEST_RESULT = 500;
  const folded = new Map();
  const entries = new Map();
  let outline = null;
  let count = 0;
  let judged = 0;

  /** The node after this one in the log; a log that grows comes in several containers. */
  function after(node, root) {
    while (node !== root && !node.nextSibling) {
      node = node.parentNode;
    }
    return node === root ? null : node.nextSibling;
  }

  /** Everything after a heading up to the next one or the end of the run. */
  function bodyOf(heading) {
    const root = heading.closest("pre, #out, .console-output") || document.body;
    const nodes = [];
    let node = after(heading, root);
    while (node) {
      const element = node.nodeType === Node.ELEMENT_NODE;
      if (element && node.matches(END)) {
        break;
      }
      if (element && node.querySelector(END)) {
        node = node.firstChild;
      } else {
        nodes.push(node);
        node = after(node, root);
      }
    }
    return nodes;
  }

  /** Neighbours go into one box; the line end of the heading stays visible. */
  function hide(nodes) {
    const boxes = [];
    let last = null;
    nodes.forEach((node) => {
      if (!last || last.nextSibling !== node) {
        last = document.createElement("span");
        last.className = "ansible-folded";
        node.before(last);
        boxes.push(last);
      }
      last.append(node);
    });
    return boxes;
  }

  function keepLineEnd(nodes) {
    const first = nodes[0];
    if (first && first.nodeType === Node.TEXT_NODE) {
      const end = first.data.indexOf("\n") + 1;
      if (end > 0 && end < first.length) {
        nodes[0] = first.splitText(end);
      } else if (end > 0) {
        nodes.shift();
      }
    }
    return nodes;
  }

  function fold(heading) {
    const nodes = keepLineEnd(bodyOf(heading));
    if (nodes.length > 0 && !folded.has(heading)) {
      folded.set(heading, hide(nodes));
      heading.classList.add("ansible-folded-heading");
      heading.setAttribute("aria-expanded", "false");
    }
  }

  function unfold(heading) {
    (folded.get(heading) || []).forEach((box) => {
      while (box.firstChild) {
        box.before(box.firstChild);
      }
      box.remove();
    });
    folded.delete(heading);
    heading.classList.remove("ansible-folded-heading");
    heading.setAttribute("aria-expanded", "true");
  }

  function toggle(heading) {
    if (folded.has(heading)) {
      unfold(heading);
    } else {
      fold(heading);
    }
  }

  function toggleAll() {
    if (folded.size > 0) {
      Array.from(folded.keys()).forEach(unfold);
    } else {
      document.querySelectorAll(HEADING + ".ansible-task").forEach(fold);
    }
  }

  /** A link of the outline opens what is folded around its target. */
  function reveal(target) {
    const box = target.closest(".ansible-folded");
    folded.forEach((boxes, heading) => {
      if (boxes.includes(box)) {
        unfold(heading);
      }
    });
  }

  function entry(mark) {
    const link = document.createElement("a");
    link.href = "#" + mark.id;
    link.textContent = mark.textContent.replace(/\s*\*+\s*$/, "");
    ["play", "task", "recap"].forEach((kind) => {
      link.classList.toggle("ansible-outline-" + kind, mark.classList.contains("ansible-" + kind));
    });
    link.classList.toggle("ansible-outline-host", mark.classList.contains("ansible-bad-host"));
    link.addEventListener("click", () => reveal(mark));
    entries.set(mark, link);
    return link;
  }

  function box() {
    if (!outline) {
      outline = document.createElement("details");
      outline.className = "ansible-outline";
      const title = document.createElement("summary");
      title.textContent = "Ansible";
      const all = document.createElement("button");
      all.type = "button";
      all.className = "jenkins-button jenkins-button--tertiary ansible-fold-all";
      all.textContent = "\u00b1";
      all.addEventListener("click", toggleAll);
      outline.append(title, all);
      place();
    }
    return outline;
  }

  /** It covers no text: beside the log where Jenkins leaves room, else above the log. */
  function place() {
    const side = document.getElementById("side-panel");
    const log = document.querySelector("#out, pre.console-output");
    if (side) {
      outline.classList.add("ansible-outline-side");
      outline.open = matchMedia("(min-width: 900px)").matches;
      side.append(outline);
    } else if (log) {
      log.before(outline);
    }
  }

  /** Only headings have the text of the button; the log of a running build may begin with a failed host. */
  function nameButton(text) {
    const all = outline.querySelector(".ansible-fold-all");
    if (text && !all.title) {
      all.title = text;
      all.setAttribute("aria-label", text);
    }
  }

  function prepare(mark) {
    if (mark.dataset.ansibleReady) {
      return;
    }
    mark.dataset.ansibleReady = "true";
    mark.id = "ansible-" + ++count;
    if (mark.matches(HEADING)) {
      mark.tabIndex = 0;
      mark.setAttribute("role", "button");
      mark.setAttribute("aria-expanded", "true");
    }
    box().append(entry(mark));
    nameButton(mark.dataset.foldAll);
  }

  /** The next or the previous line of a coloured text; null where the colour ends. */
  function neighbour(line, side) {
    let node = line[side];
    while (node && node.nodeType !== Node.ELEMENT_NODE && (node.nodeType === Node.COMMENT_NODE || !node.data.trim())) {
      node = node[side];
    }
    return node && node.nodeType === Node.ELEMENT_NODE && node.matches(BAD_LINE) ? node : null;
  }

  function isError(line) {
    return line.textContent.startsWith("[ERROR]");
  }

  /** The lines of a result: a message may stand before it, and the result may go on after its first line. */
  function linesOf(mark) {
    const first = mark.closest(BAD_LINE);
    const before = [];
    let line = first && neighbour(first, "previousSibling");
    while (line && before.length < LONGEST_RESULT && !line.querySelector("a.ansible-bad-host")) {
      before.push(line);
      line = isError(line) ? null : neighbour(line, "previousSibling");
    }
    const lines = before.length > 0 && isError(before[before.length - 1]) ? before : [];
    line = first;
    while (line && lines.length < 2 * LONGEST_RESULT) {
      lines.push(line);
      line = neighbour(line, "nextSibling");
      line = line && !isError(line) && !line.querySelector("a.ansible-bad-host") ? line : null;
    }
    return lines;
  }

  /** Shows that a failure was ignored or rescued: it is not why the run failed, if it did. */
  function handled(failure, word) {
    failure.marks.forEach((mark) => {
      linesOf(mark).forEach((line) => line.classList.add("ansible-handled"));
      mark.dataset.word = word;
      const link = entries.get(mark);
      link.classList.add("ansible-outline-handled");
      link.dataset.word = word;
      link.title = mark.textContent + " (" + word + ")";
    });
  }

  /**
   * Ansible says "...ignoring" below a failure, and nothing about a rescue. Its recap counts the failures of a host that
   * were its last word: those before them were handled.
   */
  function judge() {
    const open = new Map();
    let task = null;
    let latest = null;
    document.querySelectorAll(VERDICT).forEach((mark) => {
      if (mark.matches(".ansible-command")) {
        open.clear();
      } else if (mark.matches(HEADING)) {
        task = mark;
      } else if (mark.matches("a.ansible-bad-host")) {
        latest = failureAt(open, task, mark);
      } else if (mark.matches(".ansible-ignoring") && latest) {
        handled(latest, mark.dataset.word);
        open.set(latest.host, open.get(latest.host).filter((failure) => failure !== latest));
        latest = null;
      } else if (mark.matches(".ansible-recap-host")) {
        const failures = open.get(mark.dataset.host) || [];
        failures
          .slice(0, Math.max(0, failures.length - Number(mark.dataset.failures)))
          .forEach((failure) => handled(failure, mark.dataset.word));
        open.delete(mark.dataset.host);
      }
    });
  }

  /** The items of a loop that fail on a host are one failure. */
  function failureAt(open, task, mark) {
    const host = mark.textContent;
    const failures = open.get(host) || [];
    let failure = failures[failures.length - 1];
    if (!failure || failure.task !== task) {
      failure = { host, task, marks: [] };
      failures.push(failure);
      open.set(host, failures);
    }
    failure.marks.push(mark);
    return failure;
  }

  function headingAt(target) {
    return target instanceof Element ? target.closest(HEADING) : null;
  }

  document.addEventListener("click", (event) => {
    const heading = headingAt(event.target);
    if (heading && !event.target.closest("a")) {
      toggle(heading);
    }
  });
  document.addEventListener("keydown", (event) => {
    const heading = headingAt(event.target);
    if (heading && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      toggle(heading);
    }
  });

  function scan() {
    const ready = document.querySelectorAll(VERDICT).length;
    if (ready !== judged) {
      judged = ready;
      document.querySelectorAll(MARK).forEach(prepare);
      judge();
    }
  }

  let scheduled = false;
  function scanSoon() {
    if (!scheduled) {
      scheduled = true;
      requestAnimationFrame(() => {
        scheduled = false;
        scan();
      });
    }
  }

  document.addEventListener("DOMContentLoaded", scan);
  new MutationObserver(scanSoon).observe(document.documentElement, { childList: true, subtree: true });
})();
