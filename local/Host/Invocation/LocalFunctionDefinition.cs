using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host;

/// <summary>The definition that functions and middleware see.</summary>
internal sealed class LocalFunctionDefinition : FunctionDefinition
{
    private readonly FunctionDescriptor _function;

    public LocalFunctionDefinition(FunctionDescriptor function)
    {
        _function = function;
        Id = XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(function.EntryPoint + "/" + function.Name)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Parameters = [.. function.Method.GetParameters().Select(static parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];
        var trigger = new LocalBindingMetadata(function.TriggerParameter.Name!, TriggerType(function), BindingDirection.In);
        InputBindings = ImmutableDictionary<string, BindingMetadata>.Empty.Add(trigger.Name, trigger);
        OutputBindings = Outputs(function).ToImmutableDictionary(static output => output.Name, static output => (BindingMetadata)output);
    }

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override string PathToAssembly => _function.Type.Assembly.Location;

    public override string EntryPoint => _function.EntryPoint;

    public override string Id { get; }

    public override string Name => _function.Name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }

    private static string TriggerType(FunctionDescriptor function) => function.Trigger switch
    {
        EventHubTriggerAttribute => "eventHubTrigger",
        TimerTriggerAttribute => "timerTrigger",
        _ => "httpTrigger",
    };

    private static IEnumerable<LocalBindingMetadata> Outputs(FunctionDescriptor function)
    {
        var outputs = function.EventHubOutputs().Select(static output => new LocalBindingMetadata(output.Member, "eventHub", BindingDirection.Out));
        return function.Trigger is HttpTriggerAttribute
            ? outputs.Append(new LocalBindingMetadata("$return", "http", BindingDirection.Out)).DistinctBy(static output => output.Name)
            : outputs;
    }
}
