/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.freshness;

/**
 * What is known about a patron.
 *
 * @param freshness what the state lacks at most
 * @param state what was asked for
 */
public record PatronState<T>(Freshness freshness, T state) {}
