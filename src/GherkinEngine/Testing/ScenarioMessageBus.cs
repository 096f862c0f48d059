using GherkinEngine.Messages;
using GherkinEngine.Running;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace GherkinEngine.Testing;

/// <summary>Turns a scenario's own way to skip into a skipped test, and takes the runner's frames out of stack traces.</summary>
internal sealed class ScenarioMessageBus(IMessageBus inner) : IMessageBus
{
    public int Skipped { get; private set; }

    public bool QueueMessage(IMessageSinkMessage message)
    {
        if (message is not ITestFailed failed)
        {
            return inner.QueueMessage(message);
        }

        if (failed.ExceptionTypes[0] == typeof(ScenarioSkippedException).FullName)
        {
            Skipped++;
            return inner.QueueMessage(new TestSkipped(failed.Test, failed.Messages[0]));
        }

        return inner.QueueMessage(new TestFailed(
            failed.Test,
            failed.ExecutionTime,
            failed.Output,
            failed.ExceptionTypes,
            failed.Messages,
            [.. failed.StackTraces.Select(StackText.Trimmed)],
            failed.ExceptionParentIndices));
    }

    public void Dispose() { }
}
