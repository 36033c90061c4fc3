using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace XbFunctions.App.Tests.OpenApi;

/// <summary>A call of one described operation.</summary>
internal sealed class ApiCall(string path, string method, JsonObject operation)
{
    private readonly JsonObject[] _parameters = [.. operation["parameters"]!.AsArray().Select(static one => one!.AsObject())];

    public IReadOnlySet<int> Statuses { get; } = operation["responses"]!.AsObject()
        .Select(static response => int.Parse(response.Key, CultureInfo.InvariantCulture)).ToHashSet();

    public bool IsKeyed => operation["security"]!.AsArray().Count > 0;

    public bool HasBody => operation["requestBody"] is not null;

    /// <summary>Query parameters of which an exclamation mark is no value.</summary>
    public IEnumerable<string> TypedQuery => _parameters
        .Where(static one => (string?)one["in"] == "query"
            && (one["schema"]!["pattern"] is not null || one["schema"]!["enum"] is not null || (string?)one["schema"]!["type"] != "string" || ((string?)one["name"] is "from" or "to" && ((string?)one["description"])!.Contains("RFC 3339", StringComparison.Ordinal))))
        .Select(static one => (string)one["name"]!);

    public Task<HttpResponseMessage> SendAsync(
        HttpClient http, CancellationToken cancellationToken, (string Name, string Value)? query = null, string? body = null)
    {
        var address = new StringBuilder(path.TrimStart('/'));
        foreach (var parameter in _parameters.Where(static one => (string?)one["in"] == "path"))
        {
            address.Replace($"{{{parameter["name"]}}}", Uri.EscapeDataString(parameter["example"]?.ToString() ?? "x"));
        }

        // Each query parameter with its example, but for the one that is asked for.
        var pairs = _parameters
            .Where(one => (string?)one["in"] == "query" && one["example"] is not null && (string?)one["name"] != query?.Name)
            .Select(static one => ((string)one["name"]!, one["example"]!.ToString()))
            .Concat(query is { } asked ? [asked] : []);
        var separator = '?';
        foreach (var (name, value) in pairs)
        {
            address.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), new Uri(address.ToString(), UriKind.Relative));
        if (HasBody)
        {
            request.Content = new StringContent(
                body ?? operation["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString(), Encoding.UTF8, "application/json");
        }

        return http.SendAsync(request, cancellationToken);
    }

    public override string ToString() => $"{method.ToUpperInvariant()} {path}";
}
