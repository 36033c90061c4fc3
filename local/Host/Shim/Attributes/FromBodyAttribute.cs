using Microsoft.Azure.Functions.Worker.Converters;
using XbFunctions.Host;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Binds a parameter of an HTTP function to the JSON body of the request.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromBodyAttribute : InputConverterAttribute
{
    /// <summary>Binds to the body.</summary>
    public FromBodyAttribute()
        : base(typeof(RequestBodyReader))
    {
    }
}
