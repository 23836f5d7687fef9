/* SPDX-License-Identifier: Apache-2.0 */
/** FOLIO's query language CQL, translated to SQL with bound parameters. */
@NullMarked
package org.folio.eventbus.okapi.cql;

import org.jspecify.annotations.NullMarked;
