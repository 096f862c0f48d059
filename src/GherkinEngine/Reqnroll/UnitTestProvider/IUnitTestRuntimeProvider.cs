namespace Reqnroll.UnitTestProvider;

/// <summary>Ends the scenario with an outcome other than success or failure.</summary>
public interface IUnitTestRuntimeProvider
{
    /// <summary>Fails the scenario as not written yet: xunit knows no pending tests.</summary>
    void TestPending(string message);

    /// <summary>Skips the scenario: xunit knows no inconclusive tests.</summary>
    void TestInconclusive(string message);

    /// <summary>Skips the scenario; the message is the reason that is shown.</summary>
    void TestIgnore(string message);
}
