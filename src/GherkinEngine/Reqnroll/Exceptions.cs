namespace Reqnroll;

/// <summary>A mistake in the use of the runner, not in what is tested.</summary>
public class ReqnrollException : Exception
{
    public ReqnrollException() { }

    public ReqnrollException(string message) : base(message) { }

    public ReqnrollException(string message, Exception? inner) : base(message, inner) { }
}

/// <summary>A binding that cannot be used as it is written.</summary>
public class BindingException : ReqnrollException
{
    public BindingException() { }

    public BindingException(string message) : base(message) { }

    public BindingException(string message, Exception? inner) : base(message, inner) { }
}

/// <summary>Several step definitions match one step; the message names them.</summary>
public class AmbiguousBindingException(string message) : BindingException(message);

/// <summary>No step definition matches; the message has one to paste.</summary>
public class MissingStepDefinitionException : ReqnrollException
{
    internal MissingStepDefinitionException(string message) : base(message) { }
}

/// <summary>Thrown by a step that is not written yet.</summary>
public class PendingStepException(string message) : ReqnrollException(message)
{
    public PendingStepException() : this("One or more step definitions are not implemented yet.") { }
}
