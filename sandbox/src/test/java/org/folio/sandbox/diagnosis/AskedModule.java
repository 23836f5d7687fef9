/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.diagnosis;

import java.net.URI;

/** A module to ask. */
record AskedModule(String name, URI url) {}
