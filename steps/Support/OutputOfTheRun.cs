using Reqnroll.BoDi;

namespace IncidentAgent.Specs.Support;

/// <summary>What is said of a run as a whole. Our runner says it when the run is over; Reqnroll has an output for scenarios only, and there the console is left.</summary>
public sealed class OutputOfTheRun(IObjectContainer run)
{
    private readonly IReqnrollOutputHelper? _output = run.IsRegistered<IReqnrollOutputHelper>() ? run.Resolve<IReqnrollOutputHelper>() : null;

    public void WriteLine(string line)
    {
        if (_output is null)
        {
            Console.WriteLine(line);
        }
        else
        {
            _output.WriteLine(line);
        }
    }

    /// <summary>Into the messages of the run, where it has such.</summary>
    public void Attach(string file) => _output?.AddAttachment(file);
}
