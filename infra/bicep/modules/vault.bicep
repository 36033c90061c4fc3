metadata description = 'The vault of the one secret that cannot be avoided: the key of the pseudonyms.'

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Name of the vault.')
param name string

@description('Closes the public address.')
param isPrivate bool

@description('Object id of the identity that reads the secret.')
param principalId string

@description('The key; empty keeps the secret that is there.')
@secure()
param pseudonymKey string

@description('The key of before; empty keeps the secret that is there, if there is one.')
@secure()
param previousPseudonymKey string

@description('Where diagnostic logs go.')
param workspaceId string

var secretName = 'pseudonym-key'
var previousSecretName = 'pseudonym-key-previous'
var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: { bypass: 'AzureServices', defaultAction: isPrivate ? 'Deny' : 'Allow' }
  }
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(pseudonymKey)) {
  parent: vault
  name: secretName
  properties: {
    value: pseudonymKey
    contentType: 'base64 key of the pseudonyms'
  }
}

resource previousSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(previousPseudonymKey)) {
  parent: vault
  name: previousSecretName
  properties: {
    value: previousPseudonymKey
    contentType: 'base64 key of the pseudonyms, of before'
  }
}

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, secretsUser)
  scope: vault
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
  }
}

@description('Resource id.')
output id string = vault.id

@description('Address of the secret, without a version: a new version is taken by itself within a day.')
output pseudonymKeyUri string = '${vault.properties.vaultUri}secrets/${secretName}'

@description('Address of the secret of the key of before, whether it is there or not.')
output previousPseudonymKeyUri string = '${vault.properties.vaultUri}secrets/${previousSecretName}'
