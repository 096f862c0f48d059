using IncidentAgent.Tests.ServiceLevels.Statistics;
using ServiceLevels;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace IncidentAgent.Tests.Support;

public sealed class SharedMachineTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Path => System.IO.Path.Combine(_directory.Path, "machine.lock");

    [Fact]
    public async Task A_class_that_runs_holds_the_machine()
    {
        var measure = () => QuietMachine.AloneAsync(patience: TimeSpan.Zero);

        await measure.Should().ThrowAsync<TimeoutException>("this class is running");
    }

    [Fact]
    public async Task No_class_starts_while_a_measurement_holds_the_machine()
    {
        var told = new Told();
        var measurement = await QuietMachine.AloneAsync(Path, CancellationToken.None, TimeSpan.Zero);

        var run = Collection(told, Eventually.Deadline).RunAsync();
        var another = () => QuietMachine.SharedAsync(Path, CancellationToken.None, TimeSpan.FromMilliseconds(100));
        await another.Should().ThrowAsync<TimeoutException>("the class had the same time to get it");
        told.Messages.Enqueue("the measurement ended");
        measurement.Dispose();

        (await run).Should().BeEquivalentTo(new { Total = 1, Failed = 0 });
        told.Messages.Should().ContainInOrder("the measurement ended", "class started", "test passed");
    }

    [Fact]
    public async Task A_class_that_does_not_get_the_machine_in_time_fails()
    {
        var told = new Told();
        using var measurement = await QuietMachine.AloneAsync(Path, CancellationToken.None, TimeSpan.Zero);

        (await Collection(told, patience: TimeSpan.Zero).RunAsync()).Should().BeEquivalentTo(new { Total = 1, Failed = 1 });

        told.Messages.Should().ContainMatch("test failed: The machine was not free in time*");
    }

    public void Dispose() => _directory.Dispose();

    // One test of another class, run once more.
    private SharedMachineCollection Collection(Told told, TimeSpan patience)
    {
        var type = typeof(NearestRankTests);
        var collection = new TestCollection(new TestAssembly(Reflector.Wrap(type.Assembly)), null, "One class");
        var method = type.GetMethod(nameof(NearestRankTests.The_percentile_is_the_value_of_that_rank))!;
        var test = new TestMethod(new TestClass(collection, Reflector.Wrap(type)), Reflector.Wrap(method));
        return new SharedMachineCollection(
            _ => QuietMachine.SharedAsync(Path, CancellationToken.None, patience),
            collection,
            [new XunitTestCase(told, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, test)],
            told,
            told,
            new DefaultTestCaseOrderer(told),
            new ExceptionAggregator(),
            new CancellationTokenSource());
    }

    private sealed class Told : LongLivedMarshalByRefObject, IMessageSink, IMessageBus
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Messages { get; } = [];

        public bool OnMessage(IMessageSinkMessage message) => QueueMessage(message);

        public bool QueueMessage(IMessageSinkMessage message)
        {
            Messages.Enqueue(message switch
            {
                ITestClassStarting => "class started",
                ITestPassed => "test passed",
                ITestFailed failed => $"test failed: {string.Join(' ', failed.Messages)}",
                _ => "",
            });
            return true;
        }

        public void Dispose()
        {
        }
    }
}
