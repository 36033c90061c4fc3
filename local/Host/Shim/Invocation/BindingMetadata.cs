namespace Microsoft.Azure.Functions.Worker;

/// <summary>A trigger, input or output of a function.</summary>
public abstract class BindingMetadata
{
    /// <summary>Name of the bound parameter or member.</summary>
    public abstract string Name { get; }

    /// <summary>Kind of binding, such as <c>eventHubTrigger</c>, <c>timerTrigger</c>, <c>httpTrigger</c>, <c>eventHub</c>, <c>http</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Whether it brings data in or sends it out.</summary>
    public abstract BindingDirection Direction { get; }
}
