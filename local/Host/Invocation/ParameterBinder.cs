using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace XbFunctions.Host;

/// <summary>Makes the arguments of a function's method.</summary>
internal sealed class ParameterBinder
{
    private readonly Func<LocalFunctionContext, ValueTask<object?>>[] _sources;

    public ParameterBinder(FunctionDescriptor function) =>
        _sources = [.. function.Method.GetParameters().Select(parameter => Source(function, parameter))];

    /// <summary>The arguments for one invocation, in order.</summary>
    /// <exception cref="BadHttpRequestException">A route value or the body does not have the parameter's type.</exception>
    public async ValueTask<object?[]> BindAsync(LocalFunctionContext context)
    {
        var arguments = new object?[_sources.Length];
        for (var index = 0; index < arguments.Length; index++)
        {
            arguments[index] = await _sources[index](context).ConfigureAwait(false);
        }

        return arguments;
    }

    private static Func<LocalFunctionContext, ValueTask<object?>> Source(FunctionDescriptor function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        // By position: the runtime may give two threads that ask first at the same time different objects for one parameter.
        if (parameter.Position == function.TriggerParameter.Position)
        {
            return static context => ValueTask.FromResult<object?>(context.Request.Convert?.Invoke() ?? context.Request.Trigger);
        }

        if (type == typeof(FunctionContext))
        {
            return static context => ValueTask.FromResult<object?>(context);
        }

        if (type == typeof(CancellationToken))
        {
            return static context => ValueTask.FromResult<object?>(context.CancellationToken);
        }

        return parameter.IsDefined(typeof(FromBodyAttribute))
            ? context => RequestBodyReader.ReadAsync(context.Request.Http!.Request, type, context.CancellationToken)
            : context => ValueTask.FromResult(RouteValue(context.Request.Http!, parameter));
    }

    private static object? RouteValue(HttpContext http, ParameterInfo parameter)
    {
        var text = http.Request.RouteValues[parameter.Name!]?.ToString();
        if (text is null)
        {
            return parameter.HasDefaultValue ? parameter.DefaultValue : null;
        }

        try
        {
            return parameter.ParameterType == typeof(string)
                ? text
                : TypeDescriptor.GetConverter(parameter.ParameterType).ConvertFromString(null, CultureInfo.InvariantCulture, text);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException)
        {
            throw new BadHttpRequestException($"The route value {parameter.Name} is not a {parameter.ParameterType.Name}.", exception);
        }
    }
}
