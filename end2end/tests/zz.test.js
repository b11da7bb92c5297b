import { suite } from '../support/suite.js';
import { visit, takenOver } from '../support/browser.js';
suite('probe', (check) => {
  for (const path of ['/', '/codes', '/codes/cpt', '/case2code?q=therapy', '/about/data', '/register', '/sign-in', '/account', '/codes/cpt/97150', '/codes/cpt/97110', '/codes/cpt/97159', '/nowhere'])
  check(path, async ({ page, problems }) => {
    const t0 = Date.now();
    const r = await visit(page, path);
    console.log(path, r.status(), Date.now() - t0);
    await page.waitForLoadState('networkidle');
    console.log(problems.found);
  });
});
