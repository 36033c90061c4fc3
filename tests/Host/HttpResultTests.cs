namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class HttpResultTests
{
    [TestMethod]
    public async Task Every_kind_of_result_is_written_with_status_type_and_body()
    {
        await using var app = await TestApp.StartAsync(typeof(ResultFunctions));
        (string Path, int Status, string? Type, string Body)[] cases =
        [
            ("R-object", 201, "application/json", """{"method":"GET"}"""),
            ("R-json", 200, "application/json", """{"method":"GET"}"""),
            ("R-file", 200, "text/csv", "GET"),
            ("R-content", 203, "text/html", "GET"),
            ("R-status", 418, null, ""),
            ("R-stream", 200, "application/octet-stream", "GET"),
            ("R-union", 404, null, ""),
            ("R-union?a=b", 200, "application/json", "\"found\""),
            ("R-member", 202, "text/plain", "GET"),
        ];
        foreach (var (path, status, type, body) in cases)
        {
            using var answer = await app.Client.GetAsync(new Uri("api/" + path, UriKind.Relative));
            Assert.AreEqual((status, type, body), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync()), path);
        }

        using var file = await app.Client.GetAsync(new Uri("api/R-file", UriKind.Relative));
        Assert.AreEqual("a.csv", file.Content.Headers.ContentDisposition?.FileName);
    }
}
