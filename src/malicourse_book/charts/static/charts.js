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
    delete spec.usermeta;
    delete spec.$schema;  /* the library at hand is the one that drew the static chart */
    var size = extra.sizes[layout];
    if (size.width > available && size.overhead !== null) {
      fit(spec, Math.max(available - size.overhead, SMALLEST_VIEW));
    }
    return spec;
  }

  function currentInputs(chart) {
    var values = {};
    chart.inputs.forEach(function (name) { values[name] = chart.view.signal(name); });
    return values;
  }

  function inputNames(spec) {
    return (spec.params || []).filter(function (param) {
      return param.bind && !param.select;
    }).map(function (param) { return param.name; });
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
      var spec = specFor(figure, available);
      var names = inputNames(spec);
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
        available: available, inputs: names, live: live, result: result, view: result.view
      };
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
