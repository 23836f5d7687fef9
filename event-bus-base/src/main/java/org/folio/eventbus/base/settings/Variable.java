/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.settings;

/**
 * An environment variable that was asked for.
 *
 * @param name its name
 * @param defaultValue what holds if it is not set; empty if nothing does
 * @param expected what it may hold
 */
public record Variable(String name, String defaultValue, String expected) {}
