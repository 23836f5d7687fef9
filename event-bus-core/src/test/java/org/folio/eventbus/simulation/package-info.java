/* SPDX-License-Identifier: Apache-2.0 */
/** Simulates the bus: one scheduler, one seed, and faults in every part. */
package org.folio.eventbus.simulation;
