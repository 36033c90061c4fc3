using System.Globalization;

namespace XbFunctions.Xb.Demo;

/// <summary>Asks the demo's HTTP function for a decision, as the shown curl line does.</summary>
internal static class DemoProbe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Asks once.</summary>
    /// <param name="access">Address and key.</param>
    /// <param name="paymentId">The payment; null when none was decided.</param>
    /// <param name="time">The clock.</param>
    /// <returns>What came back, one sentence.</returns>
    public static async Task<string> AskAsync(DemoAccess access, string? paymentId, TimeProvider time)
    {
        if (paymentId is null)
        {
            return "not asked: no payment was decided";
        }

        try
        {
            using var client = new HttpClient { Timeout = Limit };
            using var request = new HttpRequestMessage(HttpMethod.Get, access.DecisionOn(paymentId));
            request.Headers.Add("x-functions-key", access.Key);
            var started = time.GetTimestamp();
            using var response = await client.SendAsync(request, CancellationToken.None);
            var body = await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{(int)response.StatusCode}, {body.Length:N0} bytes in {time.GetElapsedTime(started).TotalMilliseconds:N0} ms");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return $"no answer: {exception.Message}";
        }
    }
}
