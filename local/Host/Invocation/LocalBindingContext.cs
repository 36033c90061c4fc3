using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host;

/// <summary>The trigger data that a function sees, made when first asked for.</summary>
internal sealed class LocalBindingContext(InvocationRequest request) : BindingContext
{
    private IReadOnlyDictionary<string, object?>? _data;

    public override IReadOnlyDictionary<string, object?> BindingData => _data ??= request.BindingData();
}
