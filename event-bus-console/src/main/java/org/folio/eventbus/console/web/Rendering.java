/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.HashMap;
import java.util.Map;
import org.folio.eventbus.console.output.Report;

/** Draws pages from the templates in the jar. */
final class Rendering {

  private static final String PACKAGE = "org.folio.eventbus.console.web.template";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Rendering.class.getClassLoader(), PACKAGE);

  /** The answer to a command, without what surrounds it. */
  String content(Page page, Report report, Query query) {
    Map<String, Object> model = new HashMap<>();
    model.put("blocks", Document.of(report, page.path(), query));
    model.put("json", report.json());
    model.put("query", query);
    return draw(page.template(), model);
  }

  /** A whole page. */
  String page(Frame frame, String content) {
    return draw("layout", Map.of("frame", frame, "content", content));
  }

  String draw(String template, Map<String, Object> model) {
    StringOutput output = new StringOutput();
    engine.render(template + ".jte", model, output);
    return output.toString();
  }
}
