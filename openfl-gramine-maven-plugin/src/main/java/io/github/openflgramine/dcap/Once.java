package io.github.openflgramine.dcap;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Computes a value when it is first needed. After a failure it computes it again. */
final class Once<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private @Nullable T value;

    Once(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        T made = value == null ? maker.get() : value;
        value = made;
        return made;
    }
}
