/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

/** The names of Okapi's headers. HTTP ignores their case; this is Okapi's own spelling. */
public final class OkapiHeaders {

  /** Base address for calls back through Okapi. */
  public static final String URL = "X-Okapi-Url";

  /**
   * The called instance. Okapi adds it to its own calls of system interfaces, and nobody else does.
   */
  public static final String URL_TO = "X-Okapi-Url-to";

  /** The tenant that the request belongs to. */
  public static final String TENANT = "X-Okapi-Tenant";

  /** Signed token of the current request; secret. */
  public static final String TOKEN = "X-Okapi-Token";

  /** Path of the request through the modules; passed on with each nested call. */
  public static final String REQUEST_ID = "X-Okapi-Request-Id";

  /** The user on whose behalf the request is made. */
  public static final String USER_ID = "X-Okapi-User-Id";

  /** A JSON array of the desired permissions that the user has. */
  public static final String PERMISSIONS = "X-Okapi-Permissions";

  private OkapiHeaders() {}
}
