/* SPDX-License-Identifier: Apache-2.0 */
/** The bus in a simulated world: one scheduler, one seed, faults everywhere. */
package org.folio.eventbus.simulation;
