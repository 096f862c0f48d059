using System.Reflection;
using GherkinEngine.Expressions;
using Reqnroll.Bindings;

namespace GherkinEngine.Bindings;

/// <summary>One attribute of a step definition.</summary>
internal sealed class StepBinding(MethodInfo method, StepDefinitionType[] types, StepPattern pattern) : BindingMethod(method)
{
    public StepDefinitionType[] Types => types;

    public StepPattern Pattern => pattern;
}
