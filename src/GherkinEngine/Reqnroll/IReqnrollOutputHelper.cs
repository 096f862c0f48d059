namespace Reqnroll;

/// <summary>Adds to the test's output and to the report, at the step or hook that runs.</summary>
public interface IReqnrollOutputHelper
{
    void WriteLine(string message);

    void WriteLine(string format, params object[] args);

    /// <summary>Attaches a file: it is read at once, its media type follows from its extension.</summary>
    void AddAttachment(string filePath);
}
