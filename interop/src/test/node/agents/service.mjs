// The service under test, and how its bridge is started.
const need = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name}`);
  return value;
};

export const url = need('PIECEMEAL_TEST_URL');
export const key = need('PIECEMEAL_TEST_KEY');
export const authorization = `Bearer ${key}`;
export const bridge = JSON.parse(need('PIECEMEAL_TEST_BRIDGE'));

export const status = async (path) => (await fetch(url + path, { headers: { authorization } })).status;
