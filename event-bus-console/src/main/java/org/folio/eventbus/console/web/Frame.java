/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import java.util.List;

/**
 * What surrounds the content of every page.
 *
 * @param heading the question that the page answers
 * @param path of the page, which the list marks
 * @param tenant the tenant that is asked about
 * @param visitor who is logged in; empty if nobody is
 * @param form the token of forms; empty without a visitor
 * @param reveal where personal data on the page are asked for; empty if there are none, or they are
 *     shown
 * @param live where fresh content comes from; empty if the page does not change by itself
 */
public record Frame(
    String heading,
    String path,
    String tenant,
    String visitor,
    String form,
    String reveal,
    String live) {

  /** A frame around what nobody asks for more. */
  public Frame(String heading, String path, String tenant) {
    this(heading, path, tenant, "", "", "", "");
  }

  /** The same, with a form that asks for personal data. */
  Frame revealing(String at, String token) {
    return new Frame(heading, path, tenant, visitor, token, at, live);
  }

  /** The pages in the list. */
  public List<Link> pages() {
    return Page.ALL.stream()
        .filter(page -> !page.name().isEmpty())
        .map(
            page ->
                new Link(
                    page.name(),
                    page.path(),
                    page.path().equals("/") ? path.equals("/") : path.startsWith(page.path())))
        .toList();
  }

  /**
   * An entry of the list.
   *
   * @param here whether it leads to the page that is shown
   */
  public record Link(String name, String path, boolean here) {}
}
