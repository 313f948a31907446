package dev.hotplug.it.bench.workload;

import java.util.Arrays;

/** Times of many events of one kind, in nanoseconds: exact to one part in 32, whatever their number. One thread. */
final class Times {

    private static final int FINE_BITS = 5;
    private static final int FINE = 1 << FINE_BITS;

    private final long[] buckets = new long[Long.SIZE * FINE];
    private long count;
    private long max;

    void add(long nanos) {
        long value = Math.max(0, nanos);
        buckets[bucket(value)]++;
        count++;
        max = Math.max(max, value);
    }

    void addAll(Times other) {
        Arrays.setAll(buckets, i -> buckets[i] + other.buckets[i]);
        count += other.count;
        max = Math.max(max, other.max);
    }

    long count() {
        return count;
    }

    long max() {
        return max;
    }

    double median() {
        return quantile(0.5);
    }

    /** The time that a share of the events did not exceed; 0 if there were none. */
    double quantile(double share) {
        long rank = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= rank && seen > 0) {
                return Math.min(max, middle(i));
            }
        }
        return 0;
    }

    private static int bucket(long value) {
        if (value < FINE) {
            return (int) value;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - FINE_BITS;
        return (shift + 1) * FINE + (int) (value >>> shift) - FINE;
    }

    private static double middle(int bucket) {
        if (bucket < FINE) {
            return bucket;
        }
        int shift = bucket / FINE - 1;
        return (bucket % FINE + FINE + 0.5) * Math.pow(2, shift);
    }
}
