using Reqnroll;

namespace GherkinEngine.Expressions;

internal sealed class UnknownParameterTypeException(string name, string expression)
    : BindingException($"There is no parameter type {{{name}}}, which \"{expression}\" uses.")
{
    public string Name => name;

    public string Expression => expression;
}
