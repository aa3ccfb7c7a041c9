<#-- Read without a script; nothing is loaded, and the policy below keeps it so. -->
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${report.image}: its enclaves</title>
<style>
:root {
  color-scheme: light dark;
  --paper: #fcfcfb; --raised: #ffffff; --ink: #1d2125; --quiet: #59636e; --line: #d5dadf;
  --good: #1a6b3c; --bad: #a5250c; --bad-paper: #fdf0ec;
  --c0: #3a6ea5; --c1: #4d7d52; --c2: #93602c; --c3: #7a5299; --c4: #2f7880; --c5: #a04860;
  --tile-ink: #ffffff; --heap: #e4e8ec; --loaded: #3a6ea5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171a; --raised: #1c2024; --ink: #e6e9ec; --quiet: #9ba6b1; --line: #363d44;
    --good: #6fcf97; --bad: #ff9b85; --bad-paper: #33201c;
    --c0: #2f5d8e; --c1: #3f6a45; --c2: #7d5124; --c3: #684685; --c4: #27676e; --c5: #8a3c52;
    --heap: #2a3036; --loaded: #4d86c2;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Liberation Sans", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 1.25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.35rem; margin: 3rem 0 .75rem; padding-top: 1.25rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
p { max-width: 46rem; margin: .5rem 0; }
nav a { margin-right: 1rem; }
a { color: inherit; text-underline-offset: .2em; }
code, .mono { font-family: ui-monospace, "SFMono-Regular", Menlo, "Liberation Mono", "DejaVu Sans Mono", monospace; font-size: .86em;
  overflow-wrap: anywhere; }
.quiet { color: var(--quiet); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .94rem; }
caption { text-align: left; color: var(--quiet); padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .9rem .35rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--quiet); font-weight: 600; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tbody th { font-weight: 600; }
td.wrapped { font-family: ui-monospace, "Liberation Mono", "DejaVu Sans Mono", monospace; font-size: .8em; overflow-wrap: anywhere; min-width: 12rem; }
pre { font-size: .85em; }
td.mono, .areas th { white-space: nowrap; overflow-wrap: normal; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.25rem; margin: 0 0 1rem; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.warnings { background: var(--bad-paper); border-left: 4px solid var(--bad); padding: .6rem 1rem; margin: .75rem 0; }
.warnings ul { margin: .25rem 0; padding-left: 1.1rem; }
.none { border-left: 4px solid var(--good); padding: .4rem 1rem; }
.bad { color: var(--bad); font-weight: 600; }
.maps { display: flex; gap: 1rem; align-items: stretch; margin: .75rem 0; }
.maps figure { margin: 0; }
.maps figcaption { font-size: .85rem; color: var(--quiet); margin-bottom: .4rem; min-height: 2.7em; }
.whole { flex: 0 0 8.5rem; }
.enlarged { flex: 1 1 auto; min-width: 0; }
.memory { width: 100%; height: 26rem; display: block; border: 1px solid var(--line); }
.memory text { font-size: 12px; fill: var(--tile-ink); }
.memory .on-heap { fill: var(--ink); }
.treemap { width: 100%; height: auto; display: block; }
.treemap text { font-size: 11px; fill: var(--tile-ink); pointer-events: none; }
.tile { fill: #ffffff; fill-opacity: .13; stroke: var(--paper); stroke-opacity: .45; stroke-width: .5; }
.tile:hover { fill-opacity: .35; }
.group { stroke: var(--paper); stroke-width: 1.5; }
.c0 { fill: var(--c0); } .c1 { fill: var(--c1); } .c2 { fill: var(--c2); } .c3 { fill: var(--c3); } .c4 { fill: var(--c4); } .c5 { fill: var(--c5); }
.heap { fill: var(--heap); } .loaded { fill: var(--loaded); }
.swatch { display: inline-block; width: .8em; height: .8em; margin-right: .45em; vertical-align: -.05em; border-radius: 2px; }
.s0 { background: var(--c0); } .s1 { background: var(--c1); } .s2 { background: var(--c2); } .s3 { background: var(--c3); } .s4 { background: var(--c4); } .s5 { background: var(--c5); }
details { margin: .75rem 0; }
summary { cursor: pointer; padding: .25rem 0; }
@media (max-width: 40rem) { .maps { flex-direction: column; } .whole { flex-basis: auto; } .whole .memory { height: 10rem; } dl { grid-template-columns: 1fr; } }
@media print { body { max-width: none; } h2 { break-before: page; } details > * { display: block; } }
</style>
</head>
<body>
<header>
<h1>${report.image}</h1>
<dl>
<#list report.facts as name, value>
<dt>${name}</dt><dd<#if value?length gt 40> class="mono"</#if>>${value}</dd>
</#list>
</dl>
<nav aria-label="Sections"><#list report.enclaves as enclave><a href="#${enclave.name()}">${enclave.name()?cap_first}</a></#list><a href="#trained">What is trained</a><a href="#curve">Last federation</a><a href="#changes">Changes</a><a href="#packages">Packages</a></nav>
</header>
<main>
<section id="production" aria-labelledby="production-title">
<h2 id="production-title">Production</h2>
<#if !report.verdict.isPresent()>
<p>Not recorded. Build the image again to see what the production gate found: <code>mvn package</code></p>
<#elseif report.verdict.get().production()>
<p class="none">Built with <code>gramine.production=true</code>, and passed.</p>
<#elseif report.verdict.get().insecureSettings()?has_content>
<div class="warnings" role="note"><strong>A trial. A production build (<code>gramine.production=true</code>) refuses this:</strong>
<ul><#list report.verdict.get().insecureSettings() as setting><li>${setting}</li></#list></ul></div>
<#else>
<p class="none">A trial, in which the build found nothing that <code>gramine.production=true</code> refuses.</p>
</#if>
</section>
<#list report.enclaves as enclave>
<#assign id = enclave.name()>
<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${id?cap_first}</h2>
<dl>
<dt>MRENCLAVE</dt><dd class="mono">${enclave.mrenclave()}</dd>
<dt>MRSIGNER</dt><dd class="mono">${enclave.mrsigner().orElse("not signed")}</dd>
</dl>

<h3>Before use</h3>
<#if enclave.warnings()?has_content>
<div class="warnings" role="note"><strong>A production build refuses this:</strong>
<ul><#list enclave.warnings() as warning><li>${warning}</li></#list></ul></div>
<#else>
<p class="none">Nothing that a production build refuses.</p>
</#if>

<h3>Attributes</h3>
<div class="scroll"><table>
<thead><tr><th scope="col">What</th><th scope="col">Value</th><th scope="col">Meaning</th></tr></thead>
<tbody>
<#list enclave.attributes() as line>
<tr><th scope="row">${line.what()}</th><td<#if !line.good()> class="bad"</#if>>${line.value()}</td><td>${line.meaning()}</td></tr>
</#list>
</tbody></table></div>

<#assign memory = enclave.memory()>
<h3 id="${id}-memory">Memory</h3>
<p>${memory.size()} of addresses, the highest above. What Gramine loads takes ${memory.above()} of them; the heap below it holds Python,
its packages and the model, and its pages are added but not measured.</p>
<div class="maps">
<figure class="whole">
<figcaption>All ${memory.size()}, to scale</figcaption>
<svg class="memory" role="img" aria-label="The enclave's ${memory.size()}: ${memory.above()} loaded at the top, the rest heap" preserveAspectRatio="none">
<#list memory.bands() as band>
<rect class="<#if band.name() == "heap">heap<#else>loaded</#if>" x="0" width="100%" y="${band.top()}%" height="${band.height()}%"><title>${band.name()}, ${band.size()}, ${band.from()} to ${band.to()}</title></rect>
</#list>
<text class="on-heap" x="50%" y="55%" text-anchor="middle">heap</text>
</svg>
</figure>
<figure class="enlarged">
<figcaption>The upper ${memory.above()} enlarged, to scale in itself</figcaption>
<svg class="memory" role="img" aria-label="What Gramine loads, by purpose; the table below has the same">
<#list memory.areas() as area>
<rect class="c${area?index % 6}" x="0" width="100%" y="${area.top()}%" height="${area.height()}%"><title>${area.name()}: ${area.meaning()}, ${area.size()}</title></rect>
<#if area.height() gt 4>
<text x="10" y="${area.top() + area.height() / 2}%" dy=".35em">${area.name()} ${area.size()}</text>
</#if>
</#list>
</svg>
</figure>
</div>
<div class="scroll"><table class="areas">
<caption>In the order of the drawing</caption>
<thead><tr><th scope="col">Area</th><th scope="col" class="number">Size</th><th scope="col">Addresses</th><th scope="col">Pages</th><th scope="col">Measured</th><th scope="col">What it is</th></tr></thead>
<tbody>
<#list memory.areas() as area>
<tr><th scope="row"><span class="swatch s${area?index % 6}" aria-hidden="true"></span>${area.name()}</th><td class="number">${area.size()}</td><td class="mono">${area.from()} – ${area.to()}</td><td class="mono">${area.permissions()}</td><td>${area.measured()?string("yes", "no")}</td><td>${area.meaning()}</td></tr>
</#list>
<#assign heap = memory.bands()[1]>
<tr><th scope="row">${heap.name()}</th><td class="number">${heap.size()}</td><td class="mono">${heap.from()} – ${heap.to()}</td><td class="mono">${heap.permissions()}</td><td>no</td><td>${heap.meaning()}</td></tr>
</tbody></table></div>

<#assign trusted = enclave.trusted()>
<h3 id="${id}-trusted">Trusted files</h3>
<p>${trusted.files()} files with ${trusted.size()}: all that this enclave opens without the host's word for it. Area is size; each
colour is a package, each tile a file. Point at a tile for its name.</p>
<svg class="treemap" viewBox="0 0 ${width} ${height}" role="img" aria-label="Trusted files by package and size; the table below has the same packages">
<#list trusted.groups() as group>
<#assign box = group.box()>
<g>
<title>${group.name()}: ${group.files()} files, ${group.size()}</title>
<rect class="group c${group.colour()}" x="${box.x()}" y="${box.y()}" width="${box.width()}" height="${box.height()}"/>
<#list group.tiles() as tile>
<#assign place = tile.box()>
<rect class="tile" x="${place.x()}" y="${place.y()}" width="${place.width()}" height="${place.height()}"><title>${tile.name()}, ${tile.size()} (${group.name()})</title></rect>
</#list>
<#if group.label()?has_content><text x="${box.x() + 4}" y="${box.y() + 11.5}">${group.label()}</text></#if>
</g>
</#list>
</svg>
<details>
<summary>All ${trusted.packages()?size} packages</summary>
<div class="scroll"><table>
<thead><tr><th scope="col">Package</th><th scope="col" class="number">Files</th><th scope="col" class="number">Size</th><th scope="col" class="number">Share</th></tr></thead>
<tbody>
<#list trusted.packages() as row>
<tr><th scope="row">${row.name()}</th><td class="number">${row.files()}</td><td class="number">${row.size()}</td><td class="number">${row.share()}</td></tr>
</#list>
</tbody></table></div>
</details>
</section>
</#list>

<#if report.start.isPresent()>
<#assign start = report.start.get()>
<section id="start" aria-labelledby="start-title">
<h2 id="start-title">What a start costs</h2>
<p>An actor opens ${start.libraries()?size} libraries with ${(start.libraryBytes() / 1000000)?string("0.0")} MB and ${start.files()} other files with
${(start.fileBytes() / 1000000)?string("0.0")} MB. Gramine hashes them as it looks them up, maps and reads them: ${(start.hashed() / 1000000)?round} MB, about
${start.seconds()?string("0.0")} s of CPU time on the building machine, without an enclave's page faults.
<#if report.startBefore.isPresent()>With the previous enclaves it was ${(report.startBefore.get().hashed() / 1000000)?round} MB.</#if></p>
<details>
<summary>All ${start.libraries()?size} libraries, the largest first</summary>
<div class="scroll"><table>
<thead><tr><th scope="col">Library</th><th scope="col" class="number">MB</th><th scope="col">Needed by</th></tr></thead>
<tbody>
<#list start.libraries() as library>
<tr><th scope="row">${library.path()}</th><td class="number">${(library.bytes() / 1000000)?string("0.0")}</td><td class="wrapped">${library.importer()?has_content?then(library.importer(), "unknown")}</td></tr>
</#list>
</tbody></table></div>
</details>
</section>
</#if>

<#macro changed rows what>
<div class="scroll"><table>
<thead><tr><th scope="col">${what}</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead>
<tbody>
<#list rows as row>
<tr><th scope="row">${row.name()}</th><td class="wrapped">${row.before()?has_content?then(row.before(), "absent")}</td><td class="wrapped">${row.now()?has_content?then(row.now(), "removed")}</td></tr>
</#list>
</tbody></table></div>
</#macro>
<section id="trained" aria-labelledby="trained-title">
<h2 id="trained-title">What is trained</h2>
<#if report.trained.plan()?has_content>
<dl>
<#list report.trained.plan() as name, value><dt>${name}</dt><dd>${value}</dd>
</#list>
</dl>
</#if>
<p>The plan, the requirements and the code, as the image has them. Compare a digest with <code>sha256sum</code> of your file.</p>
<div class="scroll"><table>
<thead><tr><th scope="col">File</th><th scope="col" class="number">Size</th><th scope="col">SHA-256</th></tr></thead>
<tbody>
<#list report.trained.files() as file>
<tr><th scope="row">${file.path()}</th><td class="number">${file.size()}</td><td class="wrapped">${file.sha256()}</td></tr>
</#list>
</tbody></table></div>
</section>

<section id="curve" aria-labelledby="curve-title">
<h2 id="curve-title">Last federation on this machine</h2>
<#if report.curve.isPresent()>
<div class="scroll">${report.curve.get().chart()?no_esc}</div>
<details>
<summary>Each round</summary>
<div class="scroll"><pre><#list report.curve.get().lines() as line>${line}
</#list></pre></div>
</details>
<#else>
<p>None yet: <code>mvn openfl-gramine:federation</code></p>
</#if>
</section>

<section id="changes" aria-labelledby="changes-title">
<h2 id="changes-title">What changed</h2>
<#if report.changes.isPresent()>
<#assign changes = report.changes.get()>
<p>Since the last build with other enclaves.</p>
<@changed changes.values() "Value"/>
<h3>Trusted files</h3>
<#if changes.files()?has_content>
<@changed changes.files() "File"/>
<#if changes.moreFiles() gt 0><p>And ${changes.moreFiles()} more.</p></#if>
<#else>
<p>The same.</p>
</#if>
<h3>Packages of the image</h3>
<#if !changes.packages().isPresent()>
<p>Unknown: the other build was not installed, so it has no SBOM.</p>
<#elseif changes.packages().get()?has_content>
<@changed changes.packages().get() "Package"/>
<#else>
<p>The same.</p>
</#if>
<#else>
<p>There is no other build to compare with: <code>target/</code> has only this one.</p>
</#if>
</section>

<#if report.emptied.replaced()?has_content>
<section id="emptied" aria-labelledby="emptied-title">
<h2 id="emptied-title">Empty libraries</h2>
<p>The build replaced ${report.emptied.replaced()?size} libraries by empty ones (<code>gramine.emptyUnusedLibraries</code>): others list them as
needed, but nothing uses them. ${report.emptied.without()?size} more libraries, which only they need, are not opened either.</p>
<div class="scroll"><table>
<thead><tr><th scope="col">Library</th><th scope="col" class="number">Bytes before</th><th scope="col">SHA-256 before</th></tr></thead>
<tbody>
<#list report.emptied.replaced() as library>
<tr><th scope="row">${library.path()}</th><td class="number">${library.bytes()}</td><td class="wrapped">${library.sha256()}</td></tr>
</#list>
</tbody></table></div>
<#if report.emptied.setAside()?has_content>
<h3>What no program can decide</h3>
<p>The workspace's owner says by naming libraries in that property that code does not need ${report.emptied.setAside()?size} of the libraries that are gone, which may run code when they are loaded, or be
looked up by name at run time:</p>
<details>
<summary>All ${report.emptied.setAside()?size} libraries</summary>
<div class="scroll"><table>
<thead><tr><th scope="col">Library</th><th scope="col">What speaks for a use</th></tr></thead>
<tbody>
<#list report.emptied.setAside() as library>
<tr><th scope="row">${library.path()}</th><td class="wrapped">${library.doubts()?join("; ")}</td></tr>
</#list>
</tbody></table></div>
</details>
</#if>
</section>
</#if>

<section id="packages" aria-labelledby="packages-title">
<h2 id="packages-title">Packages</h2>
<p>${report.packages?size} packages of the image, with the number of files that each enclave may open.</p>
<details>
<summary>All ${report.packages?size} packages</summary>
<div class="scroll"><table>
<thead><tr><th scope="col">Package</th><th scope="col">Version</th><th scope="col">Kind</th><th scope="col">Licence</th><th scope="col" class="number">Size</th><th scope="col">Trusted files</th></tr></thead>
<tbody>
<#list report.packages as row>
<tr><th scope="row">${row.name()}</th><td>${row.version()}</td><td>${row.kind()}</td><td>${row.licence()}</td><td class="number">${row.size()}</td><td>${row.trusted()?has_content?then(row.trusted(), "none")}</td></tr>
</#list>
</tbody></table></div>
</details>
</section>
</main>
</body>
</html>
