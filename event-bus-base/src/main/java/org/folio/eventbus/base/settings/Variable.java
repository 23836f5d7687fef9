/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.settings;

/**
 * An environment variable that the module reads.
 *
 * @param name its name
 * @param defaultValue the value if it is not set; empty if there is none
 * @param expected the allowed values
 */
public record Variable(String name, String defaultValue, String expected) {}
