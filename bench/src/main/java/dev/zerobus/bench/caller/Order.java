// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The event that everybody logs. Arguments come from pools, so that the harness allocates nothing. Constant. */
final class Order {

    static final String LOGGER = "com.acme.shop.checkout.PaymentController1";
    static final String TEMPLATE = "Processed order {} for customer {} in region eu-west-1, status OK";
    static final String FAILED = "Failed to process order {} for customer {} in region eu-west-1";

    /** What the template becomes, for events that have no template. */
    static final String MESSAGE = "Processed order of customer in region eu-west-1, status OK";

    private static final int MASK = 1023;
    private static final String[] NUMBERS = new String[MASK + 1];
    private static final Long[] CUSTOMERS = new Long[MASK + 1];
    private static final String[] REQUESTS = new String[64];

    static {
        for (int i = 0; i <= MASK; i++) {
            NUMBERS[i] = "ORD-" + (20_000_000 + i * 6_151);
            CUSTOMERS[i] = 3_000_000L + i * 75_011L;
        }
        for (int i = 0; i < REQUESTS.length; i++) {
            REQUESTS[i] = String.format(Locale.ROOT, "91c4e27a-%04x-4b1d-8e60-%012x", i * 613, i * 900_007L);
        }
    }

    private Order() {}

    static String number(int i) {
        return NUMBERS[i & MASK];
    }

    static Long customer(int i) {
        return CUSTOMERS[i & MASK];
    }

    static String request(int i) {
        return REQUESTS[i & (REQUESTS.length - 1)];
    }

    /** What a filter of the application has put into the MDC. */
    static Map<String, String> context() {
        Map<String, String> context = new LinkedHashMap<>();
        context.put("request_id", request(0));
        context.put("user_id", "u-48213377");
        context.put("tenant", "acme-corp");
        return context;
    }
}
