import CShims
import Support
import Testing

private actor Blocking {
    private let executor = ThreadExecutor(name: "blocking test")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private var order: [Int] = []

    func thread() -> Int32 { boomt_gettid() }

    func note(_ number: Int) -> [Int] {
        order.append(number)
        return order
    }
}

@Suite struct ThreadExecutorTests {
    @Test func `an actor always runs on the one thread of its executor`() async {
        let actor = Blocking()
        var threads: Set<Int32> = []
        for _ in 0..<100 { threads.insert(await actor.thread()) }
        #expect(threads.count == 1)
    }

    @Test func `two executors have two threads`() async {
        let first = Blocking()
        let second = Blocking()
        #expect(await first.thread() != second.thread())
    }

    @Test func `jobs run in the order of their arrival`() async {
        let actor = Blocking()
        for number in 0..<50 { _ = await actor.note(number) }
        #expect(await actor.note(50) == Array(0...50))
    }

    @Test func `a thousand executors come and go`() async {
        for _ in 0..<1000 {
            let actor = Blocking()
            #expect(await actor.thread() > 0)
        }
    }
}
