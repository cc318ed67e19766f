/* Turns the drawn charts of a page into live ones when a reader comes near them. The drawing
   stays in the page: it is printed, and it is what remains if anything here fails. */
(function () {
  "use strict";

  var base = document.currentScript.src.replace(/[^/]*$/, "");
  var STACKED_BELOW = 560;
  var SMALLEST_VIEW = 140;
  var SMALLEST_NAME = 10;
  var library = null;

  /* Vega is a classic script, because modules do not load from a folder on a disk. */
  function loadLibrary() {
    library = library || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = base + "vega-bundle.js";
      script.onload = function () { resolve(window.mcVega); };
      script.onerror = function () { reject(new Error("vega-bundle.js did not load")); };
      document.head.appendChild(script);
    });
    return library;
  }

  /* The same rule as _fit in drawing.py: no view wider than the room it has. */
  function fit(view, room) {
    var parts = view.vconcat || view.concat;
    if (view.spec) {
      fit(view.spec, room / (view.columns || 1));
    } else if (view.hconcat) {
      view.hconcat.forEach(function (part) { fit(part, room / view.hconcat.length); });
    } else if (parts) {
      parts.forEach(function (part) { fit(part, room / (view.columns || 1)); });
    } else if (!(view.encoding && view.encoding.column)) {
      var facet = (view.encoding && view.encoding.facet) || {};
      var share = room / (facet.columns || 1);
      var own = view.width;
      view.width = Math.round(typeof own === "number" ? Math.min(own, share) : share);
      if (view.projection && view.projection.translate) { shrinkMap(view, view.width / own); }
      (view.layer || []).forEach(function (part) { delete part.width; });
    }
  }

  /* A projection in fixed pixels would be cut off by a narrow view. */
  function shrinkMap(view, ratio) {
    view.height = Math.round(view.height * ratio);
    view.projection = Object.assign({}, view.projection, {
      scale: view.projection.scale * ratio,
      translate: view.projection.translate.map(function (place) { return place * ratio; })
    });
    (view.layer || []).forEach(function (part) {
      if (part.mark.type === "text" && part.mark.fontSize) {
        part.mark.fontSize = Math.max(part.mark.fontSize * ratio, SMALLEST_NAME);
      }
    });
  }

  function specFor(figure, available) {
    var spec = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
    var extra = spec.usermeta;
    var layout = available < STACKED_BELOW ? "narrow" : "wide";
    if (layout === "narrow") {
      var config = Object.assign({}, spec.config, { legend: extra.narrowLegend });
      spec = Object.assign({ datasets: spec.datasets }, extra.narrow);
      spec.config = config;
    }
    var computed = extra.computed;
    delete spec.usermeta;
    delete spec.$schema;  /* the library at hand is the one that drew the static chart */
    var size = extra.sizes[layout];
    if (size.width > available && size.overhead !== null) {
      fit(spec, Math.max(available - size.overhead, SMALLEST_VIEW));
    }
    return { spec: spec, computed: computed };
  }

  /* What the build had Vega compute: the titles that follow the controls, and the tables. */
  function withComputed(computed) {
    return function (vega) {
      vega.signals = (vega.signals || []).concat(computed.signals);
      vega.data = (vega.data || []).concat(computed.data);
      return vega;
    };
  }

  /* Names and values of the controls, as the reader sees them. */
  function settings(figure) {
    return Array.from(figure.querySelectorAll(".chart-inputs .vega-bind")).map(function (bind) {
      var control = bind.querySelector("select, input:checked") || bind.querySelector("input");
      var option = control.selectedOptions && control.selectedOptions[0];
      var value = option ? option.textContent : control.value;
      if (control.type === "checkbox") { value = control.checked ? "yes" : "no"; }
      if (control.type === "radio") { value = control.parentNode.textContent.trim(); }
      var name = bind.querySelector(".vega-bind-name").textContent.trim().replace(/:$/, "");
      return name + ": " + value;
    }).join("; ");
  }

  /* Paper shows the chart as it was drawn first, and so its words. */
  function setWords(element, text) {
    if (!element) { return; }
    var first = element.dataset.first = element.dataset.first || element.textContent;
    if (text === first) { element.textContent = first; return; }
    var now = document.createElement("span");
    var then = document.createElement("span");
    now.className = "chart-now";
    then.className = "chart-then";
    now.textContent = text;
    then.textContent = first;
    element.replaceChildren(now, then);
  }

  function shownWords(element) {
    return element ? (element.querySelector(".chart-now") || element).textContent : "";
  }

  function quoted(cell) {
    return /[",\n\r]/.test(cell) ? '"' + cell.replace(/"/g, '""') + '"' : cell;
  }

  function fillTable(table, view, title) {
    var fields = table.dataset.fields.split(" ");
    var rows = view.data(table.dataset.from);
    var heads = Array.from(table.tHead.rows[0].cells);
    var most = Number(table.dataset.most);
    function cells(row, kind) {
      return fields.map(function (part) {
        var value = part === "count" ? row.count : row[kind + part];
        return value === null || value === undefined ? "" : String(value);
      });
    }
    table.querySelector(".chart-caption").textContent = title;
    table.parentNode.setAttribute("aria-label", title + ", data");
    table.tBodies[0].replaceChildren.apply(table.tBodies[0], rows.slice(0, most).map(function (row) {
      var line = document.createElement("tr");
      cells(row, "cell").forEach(function (text, place) {
        var cell = line.insertCell();
        cell.textContent = text;
        cell.className = heads[place].className;
      });
      return line;
    }));
    var below = table.parentNode.nextElementSibling;
    below.querySelector(".chart-cut").textContent = rows.length > most
      ? "The table shows the first " + most + " of " + rows.length + " rows. " : "";
    var lines = [heads.map(function (head) { return head.textContent; })].concat(
      rows.map(function (row) { return cells(row, "value"); }));
    below.querySelector("a").href = "data:text/csv;charset=utf-8," + encodeURIComponent(
      lines.map(function (line) { return line.map(quoted).join(",") + "\n"; }).join(""));
  }

  /* Caption, accessible name and tables say what the chart shows now. */
  function follow(figure) {
    var chart = figure.chart;
    chart.computed.signals.forEach(function (signal) {
      var said = chart.view.signal(signal.name);
      setWords(
        figure.querySelector(signal.name === "mc_title" ? ".chart-title" : ".chart-subtitle"),
        String(Array.isArray(said) ? said.join(" ") : said).trim()
      );
    });
    var title = shownWords(figure.querySelector(".chart-title"));
    var set = settings(figure);
    var parts = [title, set, chart.description].filter(Boolean).map(function (part) {
      return /[.?!]$/.test(part) ? part : part + ".";
    });
    chart.live.querySelector("svg").setAttribute("aria-label", parts.join(" "));
    figure.querySelectorAll("table[data-from]").forEach(function (table) {
      fillTable(table, chart.view, title);
    });
    return { title: title, set: set };
  }

  /* One announcement when the reader rests, not one for each step of a slider. */
  function listen(figure, names) {
    var chart = figure.chart;
    var told = follow(figure).title;
    var waiting = false;
    var timer = null;
    function changed() {
      if (!waiting) {
        waiting = true;
        chart.view.runAsync().then(function () {
          waiting = false;
          if (figure.chart === chart) { follow(figure); }
        });
      }
      clearTimeout(timer);
      timer = setTimeout(function () {
        if (figure.chart !== chart) { return; }
        var now = follow(figure);
        figure.querySelector(".chart-said").textContent = now.title === told ? now.set : now.title;
        told = now.title;
      }, 400);
    }
    names.forEach(function (name) { chart.view.addSignalListener(name, changed); });
  }

  function currentInputs(chart) {
    var values = {};
    chart.inputs.forEach(function (name) { values[name] = chart.view.signal(name); });
    return values;
  }

  function paramNames(spec, kept) {
    return (spec.params || []).filter(kept).map(function (param) { return param.name; });
  }

  async function show(figure) {
    var canvas = figure.querySelector(".chart-canvas");
    var available = canvas.clientWidth;
    if (!available) { return; }  /* inside a closed dropdown: shown when it opens */
    var before = figure.chart;
    if (before && before.available === available) { return; }
    var drawing = canvas.querySelector("svg");
    var live = document.createElement("div");
    var inputs = document.createElement("div");
    live.className = "chart-live";
    figure.dataset.loading = "true";
    try {
      var vega = await loadLibrary();
      var chosen = specFor(figure, available);
      var spec = chosen.spec;
      var names = paramNames(spec, function (param) { return param.bind && !param.select; });
      if (before) {
        /* A turned telephone keeps what the reader had set. */
        var kept = currentInputs(before);
        (spec.params || []).forEach(function (param) {
          if (param.name in kept) { param.value = kept[param.name]; }
        });
      }
      spec.config = Object.assign({}, spec.config, { aria: false });
      var result = await vega.vegaEmbed(live, spec, {
        actions: false,
        patch: chosen.computed && withComputed(chosen.computed),
        bind: inputs,
        mode: "vega-lite",
        renderer: "svg",
        tooltip: { disableDefaultStyle: true }
      });
      var svg = live.querySelector("svg");
      /* The picture has one name; its single marks are not read out one by one. */
      svg.removeAttribute("aria-hidden");
      Array.from(svg.children).forEach(function (part) { part.setAttribute("aria-hidden", "true"); });
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", drawing.getAttribute("aria-label"));
      live.removeAttribute("aria-hidden");
      if (before) { before.live.remove(); before.result.finalize(); }
      canvas.appendChild(live);
      var place = figure.querySelector(".chart-inputs");
      if (place) { place.replaceChildren(inputs); }
      figure.chart = {
        available: available,
        computed: chosen.computed,
        description: drawing.getAttribute("aria-label"),
        inputs: names,
        live: live,
        result: result,
        view: result.view
      };
      if (chosen.computed) {
        listen(figure, paramNames(spec, function (param) { return param.bind; }));
      }
      figure.dataset.live = "true";
      delete figure.dataset.error;
    } catch (error) {
      figure.dataset.error = String(error.message || error);
    }
    delete figure.dataset.loading;
  }

  function start() {
    var figures = Array.from(document.querySelectorAll("figure.chart"));
    if (!("IntersectionObserver" in window)) { return; }
    var near = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (entry.isIntersecting && !entry.target.dataset.live) { show(entry.target); }
      });
    }, { rootMargin: "400px 0px" });
    var timer = null;
    var resized = new ResizeObserver(function () {
      clearTimeout(timer);
      timer = setTimeout(function () {
        figures.forEach(function (figure) {
          var width = figure.querySelector(".chart-canvas").clientWidth;
          if (figure.chart && width && Math.abs(width - figure.chart.available) > 24) {
            show(figure);
          }
        });
      }, 200);
    });
    figures.forEach(function (figure) {
      if (!figure.querySelector("script")) { return; }
      near.observe(figure);
      resized.observe(figure.querySelector(".chart-canvas"));
    });
  }

  /* The page first, the library after it. */
  if (document.readyState === "complete") { start(); } else { window.addEventListener("load", start); }
})();
