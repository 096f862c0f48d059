using System.Globalization;
using Xunit.Abstractions;

namespace GherkinEngine.Running;

/// <summary>What the hooks of a run write: there is no test whose output it could be, so it is said when the run is over.</summary>
internal sealed class SaidByHooks : ITestOutputHelper
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void WriteLine(string message) => _lines.Add(message);

    public void WriteLine(string format, params object[] args) => WriteLine(string.Format(CultureInfo.InvariantCulture, format, args));
}
