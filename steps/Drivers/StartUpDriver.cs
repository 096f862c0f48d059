using IncidentAgent.Specs.Support;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Starts a service that is expected not to.</summary>
public sealed class StartUpDriver(ProcessDriver process) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private (int Code, string Said) _end;

    public async Task TryAsync(string setting) => _end = await ChildAgent.EndsAsync(_directory.Path, [setting]);

    public async Task TryOnTheSameFolderAsync() => _end = await ChildAgent.EndsAsync(process.Folder, []);

    public void EndedAndSaid(string line)
    {
        _end.Code.Should().NotBe(0);
        _end.Said.Should().Contain(line);
        _end.Said.Trim().Split('\n').Should().ContainSingle("one line says what to change");
    }

    public void Dispose() => _directory.Dispose();
}
