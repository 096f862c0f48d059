using System.Globalization;
using Gherkin.CucumberMessages;

namespace GherkinEngine.Messages;

/// <summary>Counts: what is new in a run gets the next number.</summary>
internal sealed class MessageIds : IIdGenerator
{
    private long _last;

    public string GetNewId() => Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
}
