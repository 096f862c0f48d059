using System.Globalization;
using Reqnroll;
using Reqnroll.BoDi;

namespace GherkinEngine.Bindings;

/// <summary>Turns what a step's text has into what its method takes, by the suite's transformations where one fits.</summary>
internal sealed class ArgumentConversion(IReadOnlyList<TransformationBinding> transformations)
{
    public async Task<object?> ConvertAsync(object value, Type target, IObjectContainer container, CultureInfo culture)
    {
        if (transformations.FirstOrDefault(transformation => transformation.Takes(value, target)) is { } chosen)
        {
            var inputs = chosen.Inputs(value);
            if (inputs.Length != chosen.Parameters.Length)
            {
                throw new BindingException($"{chosen} takes {chosen.Parameters.Length} values, but its pattern gives {inputs.Length}.");
            }

            var arguments = new object?[inputs.Length];
            for (var i = 0; i < inputs.Length; i++)
            {
                arguments[i] = await ConvertAsync(inputs[i], chosen.Parameters[i].ParameterType, container, culture);
            }

            return await chosen.CallAsync(container, arguments);
        }

        try
        {
            return SimpleValue.Of(value, target, culture);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException or InvalidCastException)
        {
            throw new BindingException($"'{value}' cannot become a {target.Name}: {e.Message}", e);
        }
    }
}
