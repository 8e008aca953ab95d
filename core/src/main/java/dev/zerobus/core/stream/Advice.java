// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/** What to do about a failure. */
final class Advice {

    private Advice() {}

    /**
     * Says it, by what was said besides the code.
     *
     * @param why what failed
     * @return an order to whoever reads it, without a full stop
     */
    static String on(StreamFailure why) {
        String text = why.text();
        if (text.contains("UnknownHostException") || text.contains("Unable to resolve host")) {
            return "correct the host in zerobus.endpoint, or check DNS; if only a proxy knows the name, set zerobus.proxy;"
                    + " it is tried again by itself";
        }
        if (text.contains("SSL") || text.contains("CertificateException") || text.contains("CertPath")) {
            return "if you trust the issuer of the certificate that was shown, name it by zerobus.trust.certificate; check"
                    + " the host in zerobus.endpoint and the clock of this machine; it is tried again by itself";
        }
        if (text.contains("Connection refused")) {
            return "correct zerobus.endpoint, or start the server that should be there; it is tried again by itself";
        }
        return on(why.code());
    }

    /**
     * Says it.
     *
     * @param code what failed
     * @return an order to whoever reads it, without a full stop
     */
    static String on(FailureCode code) {
        switch (code) {
            case UNAUTHENTICATED:
            case AUTHENTICATION_SUSPECTED:
            case TOKEN_REFUSED:
                return "check the client id and secret of the service principal, and that it belongs to this workspace";
            case PERMISSION_DENIED:
                return "grant the service principal USE CATALOG, USE SCHEMA, and SELECT and MODIFY on the table itself"
                        + " (grants inherited from the schema are not enough)";
            case NOT_FOUND:
                return "create the table, or correct its name in the configuration";
            case OUT_OF_RANGE:
                return "this should not happen between this client and this service: check that the client is recent"
                        + " enough for it, and report it";
            case UNIMPLEMENTED:
                return "check that zerobus.endpoint is the Zerobus endpoint and not the workspace or another server, and that"
                        + " this client is recent enough for it";
            case INVALID_ARGUMENT:
                return "compare the columns that are sent with those of the table";
            case TOKEN_UNAVAILABLE:
            case DEADLINE_EXCEEDED:
            case UNAVAILABLE:
            case OPEN_TIMEOUT:
                return "check network, proxy and firewall if this goes on; it is tried again by itself";
            case RESOURCE_EXHAUSTED:
                return "ask for a higher limit if this goes on; it is tried again by itself";
            default:
                return "check that the endpoint is a Zerobus endpoint, and that this client is recent enough for it";
        }
    }
}
