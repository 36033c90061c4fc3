using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>Refuses bad catalogue settings at start-up; the message names the setting.</summary>
[OptionsValidator]
public sealed partial class CatalogueOptionsValidator : IValidateOptions<CatalogueOptions>;
