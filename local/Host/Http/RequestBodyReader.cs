using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace XbFunctions.Host;

/// <summary>Reads the JSON body of a request for a parameter marked <c>[FromBody]</c>.</summary>
internal static class RequestBodyReader
{
    /// <summary>Reads the body as <paramref name="type"/>.</summary>
    /// <exception cref="BadHttpRequestException">The body is not JSON of that type.</exception>
    public static async ValueTask<object?> ReadAsync(HttpRequest request, Type type, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFromJsonAsync(type, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new BadHttpRequestException($"The body is not JSON of the expected shape: {exception.Message}", exception);
        }
    }
}
