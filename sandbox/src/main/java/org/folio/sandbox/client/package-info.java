/* SPDX-License-Identifier: Apache-2.0 */
/** The sandbox's clients of the modules, Kafka and the database. */
@NullMarked
package org.folio.sandbox.client;

import org.jspecify.annotations.NullMarked;
