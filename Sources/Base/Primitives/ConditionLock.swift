internal import Glibc

/// A value behind a mutex, with a condition to wait for: the one place where threads wait.
@safe package final class ConditionLock<Value>: @unchecked Sendable {
    // @unchecked: `value` is touched only while `mutex` is held, in the methods below; both pthread
    // objects live at a fixed address from init to deinit.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var value: Value

    /// Guards `value`.
    package init(_ value: sending Value) {
        self.value = value
        unsafe mutex = .allocate(capacity: 1)
        unsafe condition = .allocate(capacity: 1)
        var attributes = pthread_condattr_t()
        unsafe pthread_condattr_init(&attributes)
        unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        let failed =
            unsafe pthread_mutex_init(mutex, nil) | pthread_cond_init(condition, &attributes)
        precondition(failed == 0, "the system has no mutex left")
        unsafe pthread_condattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    /// Runs `body` alone with the value.
    package func withLock<Result, Failure>(
        _ body: (inout Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        lock()
        defer { unlock() }
        return try body(&value)
    }

    /// Wakes one waiter.
    package func signal() { unsafe pthread_cond_signal(condition) }

    /// Wakes all waiters.
    package func broadcast() { unsafe pthread_cond_broadcast(condition) }

    /// Waits until `ready` holds.
    package func wait(until ready: (inout Value) -> Bool) {
        lock()
        defer { unlock() }
        while !ready(&value) { unsafe pthread_cond_wait(condition, mutex) }
    }

    /// Waits until `ready` holds or `nanoseconds` have passed; says whether it holds.
    package func wait(until ready: (inout Value) -> Bool, atMost nanoseconds: UInt64) -> Bool {
        let deadline = SystemClock().monotonicNanoseconds() + nanoseconds
        var limit = timespec(
            tv_sec: Int(deadline / 1_000_000_000), tv_nsec: Int(deadline % 1_000_000_000))
        lock()
        defer { unlock() }
        while !ready(&value) {
            if unsafe pthread_cond_timedwait(condition, mutex, &limit) == ETIMEDOUT {
                return ready(&value)
            }
        }
        return true
    }

    private func lock() {
        let failed = unsafe pthread_mutex_lock(mutex)
        precondition(failed == 0)
    }

    private func unlock() {
        let failed = unsafe pthread_mutex_unlock(mutex)
        precondition(failed == 0)
    }
}
