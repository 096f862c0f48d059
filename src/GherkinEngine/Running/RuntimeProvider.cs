using Reqnroll;
using Reqnroll.UnitTestProvider;

namespace GherkinEngine.Running;

internal sealed class RuntimeProvider : IUnitTestRuntimeProvider
{
    public void TestPending(string message) => throw new PendingStepException(message);

    public void TestInconclusive(string message) => throw new ScenarioSkippedException(message);

    public void TestIgnore(string message) => throw new ScenarioSkippedException(message);
}
