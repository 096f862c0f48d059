namespace Reqnroll;

/// <summary>What scenarios and features have in common while they run.</summary>
public interface IReqnrollContext
{
    /// <summary>What failed, or <see langword="null"/>; an undefined step is no error.</summary>
    Exception? TestError { get; }
}
