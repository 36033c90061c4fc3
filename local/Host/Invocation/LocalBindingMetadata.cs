using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host;

/// <summary>A binding as the worker's metadata names it.</summary>
internal sealed class LocalBindingMetadata(string name, string type, BindingDirection direction) : BindingMetadata
{
    public override string Name => name;

    public override string Type => type;

    public override BindingDirection Direction => direction;
}
