using System.Text;
using CsCheck;

namespace XbFunctions.Inference.Tests;

[TestClass]
public sealed class ModelManifestTests
{
    [TestMethod]
    public void A_manifest_survives_its_file_with_gaps_and_infinities_in_the_sample_rows()
    {
        var manifest = TestModels.Make(1).Manifest with
        {
            SampleRows = [[1.5f, float.NaN, float.PositiveInfinity, float.NegativeInfinity], [1e-30f, -0f, 3.4e38f, 0.1f]],
            SampleOutputs = [0.25f, 1e-7f],
        };

        var read = ModelManifest.Parse(manifest.ToJson());

        CollectionAssert.AreEqual(manifest.SampleRows[0], read.SampleRows[0]);
        CollectionAssert.AreEqual(manifest.SampleRows[1], read.SampleRows[1]);
        CollectionAssert.AreEqual(manifest.SampleOutputs, read.SampleOutputs);
        Assert.AreEqual(manifest.CreatedAt, read.CreatedAt);
        Assert.AreEqual(manifest.TrainingRange, read.TrainingRange);
        Assert.AreEqual(double.NaN, read.Metrics["undefined"]);
        Assert.AreEqual(0.9, read.Thresholds!["decline"]);
        CollectionAssert.AreEqual(manifest.ToJson(), read.ToJson());
    }

    [TestMethod]
    public void A_sample_row_stands_on_one_line() =>
        Assert.Contains(
            "[1, null, 2.5]",
            Encoding.UTF8.GetString((TestModels.Make(1).Manifest with { SampleRows = [[1, float.NaN, 2.5f]] }).ToJson()));

    [TestMethod]
    [DataRow("\"sha256\"", "\"other\"", "sha256", DisplayName = "a member is missing")]
    [DataRow("\"outputName\": \"probability\"", "\"outputName\": null", "outputName", DisplayName = "a member is null")]
    [DataRow("\"rows\": 1000", "\"rows\": true", "rows", DisplayName = "a member has another type")]
    [DataRow("\"sampleRows\": [", "\"sampleRows\": [[1],", "sample rows", DisplayName = "a sample row more than outputs")]
    public void A_manifest_that_does_not_hold_is_refused_by_name(string part, string replacement, string reason)
    {
        var json = Encoding.UTF8.GetString(TestModels.Make(1).Manifest.ToJson());
        Assert.Contains(part, json);
        var broken = Encoding.UTF8.GetBytes(json.Replace(part, replacement, StringComparison.Ordinal));

        Assert.Contains(reason, Assert.ThrowsExactly<InvalidModelException>(() => ModelManifest.Parse(broken)).Message);
    }

    [TestMethod]
    public void No_bytes_bring_the_reader_down()
    {
        var json = TestModels.Make(1).Manifest.ToJson();

        Gen.Select(Gen.Int[0, json.Length - 1], Gen.Byte, Gen.Int[0, json.Length]).Sample((at, value, length) =>
        {
            var broken = json.ToArray();
            broken[at] = value;
            try
            {
                _ = ModelManifest.Parse(broken.AsSpan(0, length));
            }
            catch (InvalidModelException exception)
            {
                Assert.IsGreaterThan(0, exception.Message.Length);
            }
        });
    }
}
